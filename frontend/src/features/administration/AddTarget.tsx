import { useState } from "react";
import { client, ProblemError } from "@/shared/api";
import { useSend } from "@/shared/state";
import { Button, Dialog, Select, TextArea, TextField } from "@/shared/ui";
import { useMessages } from "./messages";

const targetsPath = "/api/v1/records/targets";

type Version = "1.0.3" | "2.0.0";

/** Has traces sent to another record store. */
export default function AddTarget({ onClose }: { onClose: () => void }) {
  const all = useMessages();
  const t = all.targets;
  const [name, setName] = useState("");
  const [url, setURL] = useState("");
  const [key, setKey] = useState("");
  const [secret, setSecret] = useState("");
  const [version, setVersion] = useState<Version>("1.0.3");
  const [from, setFrom] = useState("");
  const [verbs, setVerbs] = useState("");
  const [activity, setActivity] = useState("");
  const [tried, setTried] = useState(false);
  const send = useSend(
    () =>
      client.POST(targetsPath, {
        body: {
          name,
          url,
          key,
          secret,
          version,
          verbs: verbs.split(/\s+/).filter(Boolean),
          activity: activity.trim(),
          ...(from ? { from: new Date(`${from}T00:00`).toISOString() } : {}),
        },
      }),
    { refresh: [targetsPath], say: () => t.addDone(name), onDone: onClose },
  );
  const told = send.error instanceof ProblemError ? send.error.fields : undefined;
  const empty = { name, url, key, secret, verbs: "-", activity: "-" };
  /** What is wrong in a field: that it is empty, or what the server said of it. */
  const wrong = (field: keyof typeof t.wrong) => ((tried && !empty[field].trim()) || told?.some((f) => f.path.replace(/^body\./, "").startsWith(field)) ? t.wrong[field] : undefined);
  return (
    <Dialog title={t.add} onClose={onClose} insist>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (name.trim() && url.trim() && key.trim() && secret.trim()) send.mutate();
        }}
      >
        <TextField label={t.name} help={t.nameHelp} value={name} onChange={(e) => setName(e.target.value)} maxLength={150} required autoFocus error={wrong("name")} />
        <TextField label={t.url} help={t.urlHelp} type="url" value={url} onChange={(e) => setURL(e.target.value)} maxLength={500} required error={wrong("url")} />
        <TextField label={t.key} value={key} onChange={(e) => setKey(e.target.value)} maxLength={200} required autoComplete="off" error={wrong("key")} />
        <TextField label={t.secret} help={t.secretHelp} type="password" value={secret} onChange={(e) => setSecret(e.target.value)} maxLength={200} required autoComplete="new-password" error={wrong("secret")} />
        <Select label={t.version} value={version} onChange={(e) => setVersion(e.target.value as Version)}>
          <option value="1.0.3">1.0.3</option>
          <option value="2.0.0">2.0.0</option>
        </Select>
        <TextField label={t.from} help={t.fromHelp} optional={t.optional} type="date" value={from} onChange={(e) => setFrom(e.target.value)} />
        <TextArea label={t.verbList} help={t.verbHelp} optional={t.optional} rows={2} value={verbs} onChange={(e) => setVerbs(e.target.value)} error={wrong("verbs")} />
        <TextField label={t.onlyActivity} help={t.activityHelp} optional={t.optional} value={activity} onChange={(e) => setActivity(e.target.value)} maxLength={1000} error={wrong("activity")} />
        <div className="row-flex">
          <Button type="submit" busy={send.isPending}>
            {t.addDo}
          </Button>
          <Button look="plain" onClick={onClose}>
            {all.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
