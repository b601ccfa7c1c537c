import { type ReactNode, useState } from "react";
import { Button } from "@/shared/ui";
import { MediaSender } from "./MediaSender";
import { useMessages } from "./messages";
import { useArrival } from "./useArrival";

interface Props extends Pick<React.ComponentProps<typeof MediaSender>, "parcours" | "use" | "icon" | "label" | "accept" | "help" | "onKept"> {
  /** What is there; undefined: nothing yet. */
  object: string | undefined;
  /** What is said of it, on the line of its buttons. */
  line: ReactNode;
  /** What is shown of it, above. */
  children?: ReactNode;
  onRemove: () => void;
}

/** The one file of an activity: to be sent, then shown, replaced or taken away. */
export function HeldFile({ object, line, children, onRemove, onKept, ...send }: Props) {
  const t = useMessages();
  const [replacing, setReplacing] = useState(false);
  const root = useArrival<HTMLDivElement>(object ?? "");
  const sender = (
    <MediaSender
      {...send}
      onKept={(kept, file) => {
        setReplacing(false);
        onKept(kept, file);
      }}
    />
  );
  if (!object) {
    return (
      <div ref={root} tabIndex={-1}>
        {sender}
      </div>
    );
  }
  return (
    <div ref={root} tabIndex={-1} className="stack">
      {children}
      <div className={children ? "row-flex" : "row-flex held"}>
        {line}
        <span className="push" />
        <Button look="quiet" small aria-expanded={replacing} onClick={() => setReplacing(!replacing)}>
          {replacing ? t.keepThis : t.replace}
        </Button>
        <Button look="quiet" small onClick={onRemove}>
          {t.takeAway}
        </Button>
      </div>
      {replacing ? sender : null}
    </div>
  );
}
