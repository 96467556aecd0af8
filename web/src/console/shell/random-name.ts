/** 128 bits in hexadecimal. `crypto.randomUUID` is missing where the console is opened over plain http. */
export function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
