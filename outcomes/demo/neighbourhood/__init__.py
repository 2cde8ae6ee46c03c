"""The households of Kansrijk and the older people of Spil in the demonstration: everybody in it is made up."""
