import type { ReactNode } from "react";
import { Button, Icon, Select, TextField } from "@/shared/ui";
import type { Filter } from "./filter";
import { useTracesMessages } from "./messages";
import { choices, iriOf, verbOf } from "./verbs";

interface Props {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  /** What narrows the list besides what was done and when. */
  children: (change: (part: Filter) => void) => ReactNode;
}

/** What was done, by whom or in what, and when: each choice counts at once. */
export function Filters({ filter, onFilter, children }: Props) {
  const t = useTracesMessages();
  const other = filter.verb && !verbOf(filter.verb) ? filter.verb : undefined;
  const change = (part: Filter) => onFilter({ ...filter, ...part });
  const any = Object.values(filter).some(Boolean);
  return (
    <div className="trace-filters" role="group" aria-label={t.filters}>
      <Select label={t.what} value={filter.verb ?? ""} onChange={(e) => change({ verb: e.target.value || undefined })}>
        <option value="">{t.anything}</option>
        {choices.map((verb) => (
          <option key={verb} value={iriOf(verb)}>
            {t.did[verb]}
          </option>
        ))}
        {other ? <option value={other}>{other}</option> : null}
      </Select>
      {children(change)}
      <TextField type="date" label={t.since} value={filter.since ?? ""} max={filter.until} onChange={(e) => change({ since: e.target.value || undefined })} />
      <TextField type="date" label={t.until} value={filter.until ?? ""} min={filter.since} onChange={(e) => change({ until: e.target.value || undefined })} />
      {any ? (
        <Button look="plain" onClick={() => onFilter({})}>
          <Icon name="cross" /> {t.clear}
        </Button>
      ) : null}
    </div>
  );
}
