const shapes: [RegExp, string][] = [
  [/\b(Bearer|OAuth|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [secret]'],
  [
    /((?:access_token|refresh_token|client_secret|fb_exchange_token|input_token|code_verifier|appsecret_proof|code|state)["']?\s*[=:]\s*["']?)[^&\s"',}]+/gi,
    '$1[secret]',
  ],
  [/\bEAA[\w-]{10,}/g, '[secret]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[secret]'],
  [/\bwhsec_[\w+/=-]+/g, '[secret]'],
];

/** Takes whatever looks like a token out of a text before it reaches a log or an error message. */
export function redact(text: string): string {
  return shapes.reduce((clean, [shape, replacement]) => clean.replace(shape, replacement), text);
}
