import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../shared/theme.css';
import '../shared/base.css';
import '../shared/controls.css';
import { keyIn } from './connect-link.ts';
import { LinkPage } from './link-page.tsx';

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <LinkPage linkKey={keyIn(location.pathname)} />
    </StrictMode>,
  );
