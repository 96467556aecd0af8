/** A page for a person who came from a platform, with a heading and a sentence; no script, nothing from elsewhere. */
export function plainPage({ title, text }: { title: string; text: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
</main>
</body>
</html>
`;
}

const style = `
:root { font: 1.0625rem/1.5 system-ui, sans-serif; color: #1b1f24; background: #f2f4f7; }
body { margin: 0; display: grid; min-height: 100vh; place-items: center; }
main { box-sizing: border-box; max-width: 32rem; margin: 1rem; padding: 1.5rem 2rem; border-radius: .75rem; background: #fff; }
h1 { margin: 0; font-size: 1.375rem; line-height: 1.3; }
p { margin: .75rem 0 0; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) {
  :root { color: #e8eaed; background: #14171a; }
  main { background: #1f2428; }
}
`;

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
