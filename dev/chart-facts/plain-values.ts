import { distinct } from "../../src/base/lists";
import { type Json, type JsonObject, textsIn } from "../../src/terraform/stack-json";
import { markedRenderings, markerText, type ProbeProps } from "./value-probes";

/** A comment of YAML ends a text without quotes, and nothing else. */
const COMMENT = " #rest";

/** Paths of values with texts that a template prints without quotes, so that YAML drops the rest after ` #`. */
export function plainValuesOf(probe: ProbeProps): string[] {
  const paths = probe.paths.filter((path) =>
    ["text", "list", "mapping"].includes(String(probe.typeOf(path))),
  );
  const cut = (objects: readonly JsonObject[]): string[] =>
    textsIn([...objects]).flatMap((text) =>
      [...text.matchAll(/probe-(\d+)z(?! #rest)/g)].map(([, marker]) => paths[Number(marker)] ?? ""),
    );
  const valueOf = (marker: number): Json => {
    const text = `${markerText(marker)}${COMMENT}`;
    const type = probe.typeOf(paths[marker] ?? "");
    return type === "text" ? text : type === "list" ? [text] : { probe: text };
  };
  return distinct(markedRenderings(probe, paths, valueOf).flatMap(cut)).sort();
}
