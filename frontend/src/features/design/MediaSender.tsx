import { ProblemError } from "@/shared/api";
import { useLocale } from "@/shared/i18n";
import { useExplain } from "@/shared/state";
import { Button, Icon, type IconName } from "@/shared/ui";
import { Bar, Drop } from "./Drop";
import { useMessages } from "./messages";
import { useArrival } from "./useArrival";
import { useKeeping, type Use } from "./useKeeping";

interface Props {
  parcours: string;
  use: Use;
  icon: IconName;
  label: string;
  accept: string;
  help?: string;
  small?: boolean;
  /** What the page does to a file before it is sent. */
  prepare?: (file: File) => Promise<File>;
  onKept: (object: string, file: File) => void;
}

/** Choosing a file, sending it, and what the server found in it. */
export function MediaSender({ parcours, use, icon, label, accept, help, small = false, prepare, onKept }: Props) {
  const t = useMessages();
  const { step, start, stop } = useKeeping(parcours, use, onKept);
  const root = useArrival<HTMLDivElement>(step.at);
  const choose = (file: File) => void (prepare ? prepare(file) : Promise.resolve(file)).then(start);
  return (
    <div ref={root} tabIndex={-1} className="stack sender" aria-live="polite">
      {step.at === "failed" ? <Refused error={step.error} /> : null}
      {step.at === "idle" || step.at === "failed" ? (
        <>
          <Drop icon={icon} label={label} accept={accept} small={small} onFile={choose} />
          {help ? <p className="help">{help}</p> : null}
        </>
      ) : null}
      {step.at === "sending" ? (
        <div className="sunken stack">
          <Bar label={t.sending} name={step.file.name} done={step.sent} total={step.file.size} level={3} />
          {step.lost ? <p className="note warn">{t.lost}</p> : null}
          <div>
            <Button look="quiet" small onClick={stop}>
              {t.cancelUpload}
            </Button>
          </div>
        </div>
      ) : null}
      {step.at === "checking" ? (
        <div className="sunken">
          <Bar label={t.checking} name={step.file.name} done={step.done} total={step.total} level={3} />
        </div>
      ) : null}
    </div>
  );
}

function Refused({ error }: { error: unknown }) {
  const t = useMessages();
  const explain = useExplain();
  const problem = error instanceof ProblemError ? error : undefined;
  const locale = useLocale();
  // In French the sentence of the server says more: which width, which extension.
  const known = problem && (locale !== "fr" || !problem.message) ? (t.refusals as Record<string, string>)[problem.code] : undefined;
  return (
    <div className="note stop" role="alert">
      <p>
        <Icon name="warn" /> <b>{t.refusedFile}</b> {known ?? explain(error)}
      </p>
      {problem && problem.fields.length > 0 ? (
        <ul className="bullets">
          {problem.fields.map((x) => (
            <li key={x.path + x.code}>{x.message}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
