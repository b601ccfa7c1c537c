import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
  /** A question that must be answered: a click beside does not close it. */
  insist?: boolean;
}

/** A window over the page: it takes the focus, keeps it, gives it back; Escape closes it. */
export default function Dialog({ title, onClose, children, wide = false, insist = false }: Props) {
  return (
    <ModalOverlay className="veil" isOpen onOpenChange={(open) => !open && onClose()} isDismissable={!insist}>
      <Modal className={wide ? "modal wide" : "modal"}>
        <AriaDialog>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
