import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import styles from './dialog-frame.module.css';

interface DialogFrameProps {
  role: 'dialog' | 'alertdialog';
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog over the page; Escape and a press beside it close it. */
export function DialogFrame({ role, title, onClose, children }: DialogFrameProps) {
  return (
    <ModalOverlay
      className={styles['overlay'] ?? ''}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={`card ${styles['modal']}`}>
        <Dialog role={role} className={styles['dialog'] ?? ''}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
