import { useId } from "react";
import { copyText } from "@/shared/browser";
import { announce, Button, Icon } from "@/shared/ui";
import { useMessages } from "./messages";

/** A text to be taken elsewhere, with the button that copies it. */
export function Copied({ label, value, autoFocus = false }: { label: string; value: string; autoFocus?: boolean }) {
  const t = useMessages();
  const id = useId();
  const copy = async () => {
    const done = await copyText(value);
    announce(done ? t.copied(label) : t.notCopied, !done);
  };
  return (
    <div className="copied">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input id={id} className="input key" readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
      <Button look="quiet" aria-label={t.copy(label)} onClick={() => void copy()} autoFocus={autoFocus}>
        <Icon name="page" /> {t.copyShort}
      </Button>
    </div>
  );
}
