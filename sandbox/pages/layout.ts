/** Escapes text for HTML content and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: #f2f4f7; color: #1b1f24; }
  main { max-width: 32rem; margin: 2rem auto; padding: 1.5rem; background: #fff; border-radius: 8px; }
  h1 { font-size: 1.3rem; margin-top: 0; }
  fieldset { border: 1px solid #c6ccd4; border-radius: 6px; margin: 0 0 1rem; }
  label { display: block; padding: .2rem 0; }
  button { font: inherit; padding: .5rem 1.2rem; border-radius: 6px; border: 1px solid #1b1f24; cursor: pointer; }
  button[value=allow] { background: #14532d; color: #fff; border-color: #14532d; }
  .note { color: #4a525c; font-size: .9rem; }
`;

export function htmlPage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${content}
<p class="note">This is a sandbox. No real platform is involved.</p></main></body>
</html>`;
}

export interface Choice {
  value: string;
  label: string;
  isChosen: boolean;
}

export function choices(type: 'radio' | 'checkbox', name: string, options: readonly Choice[]): string {
  return options
    .map(({ value, label, isChosen }) => {
      const checked = isChosen ? ' checked' : '';
      return `<label><input type="${type}" name="${name}" value="${escapeHtml(value)}"${checked}> ${escapeHtml(label)}</label>`;
    })
    .join('\n');
}

export function decisionForm(action: string, requestId: string, fieldsets: string): string {
  return `<form method="post" action="${escapeHtml(action)}">
<input type="hidden" name="request" value="${escapeHtml(requestId)}">
${fieldsets}
<button type="submit" name="decision" value="allow">Allow</button>
<button type="submit" name="decision" value="refuse">Refuse</button>
</form>`;
}
