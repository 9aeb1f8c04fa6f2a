/** Value of a hexadecimal digit by its character code, 255 for every other character. */
export const digitValues = new Uint8Array(128).fill(255);
for (const [value, digit] of [..."0123456789abcdef"].entries()) {
  digitValues[digit.charCodeAt(0)] = value;
  digitValues[digit.toUpperCase().charCodeAt(0)] = value;
}

/** The 32 bits of eight digits, as a signed number. Without a text of their own, as it is asked for every object. */
export function wordAt(digits: string, at: number): number {
  let word = 0;
  for (let index = at; index < at + 8; index += 1) {
    word = (word << 4) | (digitValues[digits.charCodeAt(index)] ?? 0);
  }
  return word;
}
