import { userError } from "../../src/base/errors";
import { type ChartFacts } from "../../src/evidence/charts";
import { type ChartPackage } from "./chart-package";

/** Options that state the sources of a chart. */
export interface FactsOfSource {
  /** @default - the tag of the old version, with the number of the new one */
  readonly tag?: string;
  /** @default - that of the old facts, if the version is the same */
  readonly commit?: string;
}

interface SourceProps {
  readonly old: ChartFacts;
  readonly chart: ChartPackage;
  readonly given: FactsOfSource;
  readonly today: string;
  readonly helm: string;
  readonly kubernetes: string;
}

/** Sources of the new facts. A package has no commit, so it is stated for each new version. */
export function sourceOf({ old, chart, given, today, helm, kubernetes }: SourceProps): ChartFacts["source"] {
  const isNew = old.version !== chart.version;
  if (isNew && given.commit === undefined)
    throw userError({
      place: "--commit",
      got: "none",
      expected: `the commit of ${chart.name} ${chart.version} in ${old.source.repository}`,
      fix: "read it on the page of the tag, or with git ls-remote --tags",
    });
  const bare = (version: string): string => version.replace(/^v/, "");
  return {
    ...old.source,
    tag: given.tag ?? old.source.tag.replace(bare(old.version), bare(chart.version)),
    commit: given.commit ?? old.source.commit,
    read: today,
    rendered: `${today}, Helm ${helm} for Kubernetes ${kubernetes}; Pod Security levels by the admission of kube-apiserver`,
  };
}
