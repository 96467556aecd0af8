import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import styles from './dialog-window.module.css';

interface DialogWindowProps {
  title: string;
  /** `alertdialog`: something is about to happen, or was shown for the only time. */
  role?: 'dialog' | 'alertdialog';
  onClose: () => void;
  /**
   * What closes it besides its buttons. `press-beside`, and Escape: it can be opened again without loss. `nothing`: what it shows
   * cannot be seen again.
   */
  closedBy?: 'escape' | 'press-beside' | 'nothing';
  /** What it started is under way, and only this window will show what came of it: nothing closes it. */
  isBusy?: boolean;
  children: ReactNode;
}

/** A window above the page, for as long as it is rendered; the keyboard stays in it and goes back where it came from. */
export function DialogWindow(props: DialogWindowProps) {
  const { title, role = 'dialog', onClose, closedBy = 'escape', isBusy = false, children } = props;
  return (
    <ModalOverlay
      className={styles['veil']}
      isOpen
      isDismissable={closedBy === 'press-beside' && !isBusy}
      isKeyboardDismissDisabled={closedBy === 'nothing' || isBusy}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Modal className={styles['window']}>
        <Dialog role={role} className={styles['dialog']}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The buttons at a dialog's end. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={styles['actions']}>{children}</div>;
}
