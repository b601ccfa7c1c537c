import { useRef, useState } from "react";
import { useFormat } from "@/shared/i18n";
import { Button, Icon, type IconName } from "@/shared/ui";
import { useMessages } from "./messages";

interface Props {
  icon: IconName;
  label: string;
  /** What the browser's own window offers; the server decides. */
  accept: string;
  small?: boolean;
  onFile: (file: File) => void;
}

/** A place to drop a file, with a button that chooses one. */
export function Drop({ icon, label, accept, small = false, onFile }: Props) {
  const t = useMessages();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <div
      className={["drop", small ? "sm" : "", over ? "over" : ""].filter(Boolean).join(" ")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      }}
    >
      {small ? null : <Icon name={icon} />}
      <input
        ref={input}
        type="file"
        className="sr"
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = ""; // the same file again is a choice too
          if (file) onFile(file);
        }}
      />
      <Button look={small ? "quiet" : "main"} small={small} onClick={() => input.current?.click()}>
        <Icon name="upload" /> {label}
      </Button>
      <span className="muted">{t.dropHere}</span>
    </div>
  );
}

/** How far something is, in words and as a bar. */
export function Bar({ label, name, done, total, level = 2 }: { label: string; name: string; done: number; total: number; level?: 2 | 3 }) {
  const t = useMessages();
  const f = useFormat();
  const share = total > 0 ? Math.min(1, done / total) : undefined;
  const Title = level === 2 ? "h2" : "h3";
  return (
    <div className="stack">
      <Title>{label}</Title>
      <p className="muted">{share === undefined ? name : t.percent(name, f.percent(share))}</p>
      <progress aria-label={label} max={1} {...(share === undefined ? {} : { value: share })} />
    </div>
  );
}
