import { createRoot } from 'react-dom/client';
import '../shared/theme.css';
import '../shared/base.css';
import '../shared/controls.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<main />);
