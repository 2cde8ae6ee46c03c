"""The Meldpunt Discriminatie Drenthe of the demonstration: the name is real; every report, person, party and number of a year is made up."""
