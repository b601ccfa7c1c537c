import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Answer } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { Check } from "@/shared/ui";
import { inOrder, useMessages, useValueLabel } from "./messages";
import { facets, toggled, type Facet, type Search } from "./search";

type Page = Answer<"/api/v1/catalogue">;

const few = 5; // values shown before "others"

/** The choices that narrow the results, with how many each would leave. */
export function Facets({ page, search }: { page: Page; search: Search }) {
  return facets.map((facet) => <FacetGroup key={facet} facet={facet} values={page.facets[facet]} search={search} />);
}

function FacetGroup({ facet, values: found, search }: { facet: Facet; values: Page["facets"][Facet]; search: Search }) {
  const t = useMessages();
  // Lengths go from short to long; the rest by how many there are.
  const values = facet === "duration" ? inOrder(Object.keys(t.values.duration), found) : found;
  const f = useFormat();
  const label = useValueLabel();
  const navigate = useNavigate();
  const [all, setAll] = useState(false);
  const chosen = search[facet] ?? [];
  if (values.length === 0) return null;
  // What is selected stays in sight, first values first.
  const shown = all || values.length <= few + 1 ? values : values.filter((v, i) => i < few || chosen.includes(v.value));
  const hidden = values.length - shown.length;
  return (
    <fieldset className="facet">
      <legend>{t.facets[facet]}</legend>
      {shown.map((choice) => (
        <Check key={choice.value} count={f.number(choice.count)} checked={chosen.includes(choice.value)} onChange={() => void navigate({ to: "/catalogue", search: toggled(search, facet, choice.value), resetScroll: false })}>
          {label(facet, choice.value, choice)}
        </Check>
      ))}
      {hidden > 0 || all ? (
        <button type="button" className="link small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t.fewer : t.others(hidden)}
        </button>
      ) : null}
    </fieldset>
  );
}
