import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { client, read, type Schemas } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { Trouble, useSend } from "@/shared/state";
import { Button, Dialog, Line, TextField } from "@/shared/ui";
import { useMessages } from "./messages";

const rulesPath = "/api/v1/records/rules";

interface Source {
  id: string;
  name: string;
  help: string;
}

/** How long the traces of each source are kept, and how long they name people. */
export function Rules({ keys }: { keys: Schemas["LrsCredential"][] }) {
  const t = useMessages().rules;
  const f = useFormat();
  const query = useQuery(read(rulesPath, { query: { limit: 100 } }));
  const [setting, setSetting] = useState<Source>();
  const sources: Source[] = [
    { id: "platform", name: t.platform, help: t.platformHelp },
    { id: "persons", name: t.persons, help: t.personsHelp },
    { id: "launches", name: t.launches, help: t.launchesHelp },
    { id: "import", name: t.import, help: "" },
    ...keys.map((key) => ({ id: key.key, name: key.name, help: t.key })),
  ];
  const days = (n: number | undefined) => (n ? t.after(f.number(n), n) : t.never);
  const ruleOf = (source: string) => query.data?.items.find((rule) => rule.source === source);
  return (
    <section className="records-part" aria-labelledby="rules-title">
      <h2 id="rules-title">{t.title}</h2>
      <p className="muted">{t.lead}</p>
      {query.data ? (
        <div className="card table-scroll" tabIndex={0} role="region" aria-label={t.list}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t.source}</th>
                <th scope="col">{t.keep}</th>
                <th scope="col">{t.mask}</th>
                <th scope="col">{t.ran}</th>
                <th scope="col">
                  <span className="sr">{t.set}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => {
                const rule = ruleOf(source.id);
                const none = !rule || (rule.keepDays === 0 && rule.maskDays === 0 && !rule.ran);
                return (
                  <tr key={source.id}>
                    <th scope="row">
                      {source.name}
                      {source.help ? <div className="small muted">{source.help}</div> : null}
                    </th>
                    <td className="nowrap">{days(rule?.keepDays)}</td>
                    <td className="nowrap">{days(rule?.maskDays)}</td>
                    <td>{none ? t.noRule : rule.ran ? t.did(f.day(rule.ran), f.number(rule.removed), f.number(rule.masked)) : t.notRan}</td>
                    <td className="r">
                      <Button small look="quiet" aria-haspopup="dialog" aria-label={t.setWhich(source.name)} onClick={() => setSetting(source)}>
                        {t.set}
                      </Button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      ) : query.error ? (
        <Trouble error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Line height="6rem" />
      )}
      {setting ? (
        <Suspense>
          <RuleDialog source={setting} rule={ruleOf(setting.id)} onClose={() => setSetting(undefined)} />
        </Suspense>
      ) : null}
    </section>
  );
}

/** Days as they are typed: nothing is 0, which means never; what is no number is undefined. */
function daysOf(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return 0;
  return /^\d{1,5}$/.test(trimmed) && Number(trimmed) <= 36_500 ? Number(trimmed) : undefined;
}

function RuleDialog({ source, rule, onClose }: { source: Source; rule: Schemas["LrsRule"] | undefined; onClose: () => void }) {
  const all = useMessages();
  const t = all.rules;
  const own = source.id === "platform";
  const [keep, setKeep] = useState(rule?.keepDays ? String(rule.keepDays) : "");
  const [mask, setMask] = useState(rule?.maskDays ? String(rule.maskDays) : "");
  const [tried, setTried] = useState(false);
  const keepDays = own ? 0 : daysOf(keep);
  const maskDays = daysOf(mask);
  const early = own && maskDays !== undefined && maskDays > 0 && maskDays < 365;
  const save = useSend((body: { keepDays: number; maskDays: number }) => client.PUT(`${rulesPath}/{source}`, { params: { path: { source: source.id } }, body }), {
    refresh: [rulesPath],
    say: () => t.saved(source.name),
    onDone: onClose,
  });
  return (
    <Dialog title={t.setWhich(source.name)} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (keepDays !== undefined && maskDays !== undefined && !early) save.mutate({ keepDays, maskDays });
        }}
      >
        {own ? null : <TextField label={t.keepDays} help={t.keepHelp} inputMode="numeric" value={keep} onChange={(e) => setKeep(e.target.value)} error={tried && keepDays === undefined ? t.wrongDays : undefined} autoFocus />}
        <TextField
          label={t.maskDays}
          help={own ? t.maskOwnHelp : t.maskHelp}
          inputMode="numeric"
          value={mask}
          onChange={(e) => setMask(e.target.value)}
          error={tried && maskDays === undefined ? t.wrongDays : tried && early ? t.wrongOwnDays : undefined}
          autoFocus={own}
        />
        <div className="row-flex">
          <Button type="submit" busy={save.isPending}>
            {t.save}
          </Button>
          <Button look="plain" onClick={onClose}>
            {all.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
