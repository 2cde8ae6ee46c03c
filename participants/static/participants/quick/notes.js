// One word from the form to the list, which the user sees after saving. No personal data.

const NOTE = "casetrack-quick-note";

export function leaveNote(word) {
  sessionStorage.setItem(NOTE, word);
}

export function takeNote() {
  const word = sessionStorage.getItem(NOTE);
  sessionStorage.removeItem(NOTE);
  return word;
}
