// Does a text seem to hold a citizen service number (BSN)? The same rule as casetrack/privacy.py, so that the
// question comes while the user is still there, also without a connection.

export function looksLikeBsn(text) {
  return [...text.matchAll(/(?:^|[^\d+])(\d(?:[ .-]?\d){8})(?!\d)/g)].some(([, run]) => passes(run.replace(/\D/g, "")));
}

function passes(digits) {
  if (/^0+$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (place === 8 ? -1 : 9 - place), 0);
  return sum % 11 === 0;
}
