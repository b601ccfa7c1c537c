import { useState } from "react";
import { useFormat } from "@/shared/i18n";
import { Button, Icon } from "@/shared/ui";
import { MediaSender } from "./MediaSender";
import { useMessages } from "./messages";
import type { Activity } from "./structure";
import { useArrival } from "./useArrival";
import { designed } from "./VideoFields";

/** What the browser offers to choose; courses/media has the list that counts. */
const documents = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.epub,.rtf,.txt,.csv,.png,.jpg,.jpeg,.gif,.webp,.mp3,.m4a,.ogg,.wav,.zip";

interface Props {
  parcours: string;
  file: Activity["file"];
  onChange: (file: Activity["file"]) => void;
}

/** A document that learners download. */
export function FileField({ parcours, file, onChange }: Props) {
  const t = useMessages();
  const f = useFormat();
  const [replacing, setReplacing] = useState(false);
  const root = useArrival<HTMLDivElement>(file?.object ?? "");
  const sender = (
    <MediaSender
      parcours={parcours}
      use="file"
      icon="file"
      label={t.chooseDocument}
      accept={documents}
      help={t.documentHelp}
      onKept={(object, sent) => {
        setReplacing(false);
        onChange({ object, name: sent.name, type: sent.type, size: sent.size });
      }}
    />
  );
  if (!file) {
    return (
      <div ref={root} tabIndex={-1}>
        {sender}
      </div>
    );
  }
  return (
    <div ref={root} tabIndex={-1} className="stack">
      <div className="row-flex held">
        <Icon name="file" />
        <a href={designed(parcours, file.object)} download>
          {file.name}
        </a>
        <span className="muted small">{f.bytes(file.size ?? 0)}</span>
        <span className="push" />
        <Button look="quiet" small aria-expanded={replacing} onClick={() => setReplacing(!replacing)}>
          {replacing ? t.keepThis : t.replace}
        </Button>
        <Button look="quiet" small onClick={() => onChange(undefined)}>
          {t.takeAway}
        </Button>
      </div>
      {replacing ? sender : null}
    </div>
  );
}
