import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../shared/theme.css';
import '../shared/base.css';
import '../shared/controls.css';
import { App } from './app.tsx';
import { beginSession } from './session/session.ts';
import { codeIn } from './session/session-state.ts';
import { applyTheme, keptTheme } from './shell/theme-choice.ts';

const code = codeIn(location.hash);
// The code works once: it has no business in the history or in a copied address.
if (code !== null) history.replaceState(null, '', location.pathname + location.search);

applyTheme(keptTheme());
void beginSession(code);

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
