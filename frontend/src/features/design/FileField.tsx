import { useFormat } from "@/shared/i18n";
import { Icon } from "@/shared/ui";
import { HeldFile } from "./HeldFile";
import { useMessages } from "./messages";
import type { Activity } from "./structure";
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
  return (
    <HeldFile
      parcours={parcours}
      use="file"
      icon="file"
      label={t.chooseDocument}
      accept={documents}
      help={t.documentHelp}
      object={file?.object}
      onKept={(object, sent) => onChange({ object, name: sent.name, type: sent.type, size: sent.size })}
      onRemove={() => onChange(undefined)}
      line={
        file ? (
          <>
            <Icon name="file" />
            <a href={designed(parcours, file.object)} download>
              {file.name}
            </a>
            <span className="muted small">{f.bytes(file.size ?? 0)}</span>
          </>
        ) : null
      }
    />
  );
}
