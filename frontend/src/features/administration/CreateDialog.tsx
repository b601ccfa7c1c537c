import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { client, read, type Schemas } from "@/shared/api";
import { useSend } from "@/shared/state";
import { Button, Check, Dialog, Icon, Select, TextField } from "@/shared/ui";
import { Copied } from "./Copied";
import { useMessages } from "./messages";

type Scope = Schemas["LrsCredential"]["scopes"][number];

const scopes: Scope[] = ["statements/write", "statements/read/mine", "statements/read", "state", "profile", "all"];

/** Makes a key, then shows its secret: once. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useMessages();
  const [made, setMade] = useState<{ key: string; secret: string }>();
  return (
    <Dialog title={made ? t.createdTitle : t.create} onClose={onClose} insist>
      {made ? (
        <div className="stack">
          <p className="note warn">
            <Icon name="warn" /> {t.once}
          </p>
          <Copied label={t.key} value={made.key} />
          <Copied label={t.secret} value={made.secret} autoFocus />
          <div>
            <Button onClick={onClose}>{t.copiedSecret}</Button>
          </div>
        </div>
      ) : (
        <Form onMade={setMade} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Form({ onMade, onClose }: { onMade: (made: { key: string; secret: string }) => void; onClose: () => void }) {
  const t = useMessages();
  const id = useId();
  const { data: lists } = useQuery({ ...read("/api/v1/reference/people"), staleTime: 3_600_000 });
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly Scope[]>(["statements/write"]);
  const [academie, setAcademie] = useState("");
  const [tried, setTried] = useState(false);
  const send = useSend(() => client.POST("/api/v1/records/credentials", { body: { name, scopes: [...chosen], academie } }), {
    refresh: ["/api/v1/records/credentials"],
    onDone: ({ data }) => {
      if (data) onMade(data);
    },
  });
  const whole = chosen.includes("all");
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (name.trim() && chosen.length > 0) send.mutate();
      }}
    >
      <TextField label={t.name} help={t.nameHelp} value={name} onChange={(e) => setName(e.target.value)} maxLength={150} required autoFocus error={tried && !name.trim() ? t.nameMissing : undefined} />
      <fieldset className="scopes" aria-describedby={tried && chosen.length === 0 ? id : undefined}>
        <legend className="label">{t.scopes}</legend>
        {scopes.map((scope) => (
          <Check
            key={scope}
            checked={chosen.includes(scope) || whole}
            disabled={whole && scope !== "all"}
            onChange={(e) => setChosen(e.target.checked ? [...chosen, scope] : chosen.filter((s) => s !== scope))}
          >
            {t.scopeNames[scope]}
            <span className="help">{t.scopeHelp[scope]}</span>
          </Check>
        ))}
        {tried && chosen.length === 0 ? (
          <div className="wrong" id={id}>
            <Icon name="warn" /> {t.scopesMissing}
          </div>
        ) : null}
      </fieldset>
      <Select label={t.academie} help={t.academieHelp} value={academie} onChange={(e) => setAcademie(e.target.value)}>
        <option value="">{t.national}</option>
        {lists?.academies.map((a) => (
          <option key={a.code} value={a.code}>
            {a.name}
          </option>
        ))}
      </Select>
      <div className="row-flex">
        <Button type="submit" busy={send.isPending}>
          {t.createDo}
        </Button>
        <Button look="plain" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </form>
  );
}
