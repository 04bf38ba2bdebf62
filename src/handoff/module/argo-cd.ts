import { type JsonObject, asArray, asObject, jsonIn } from "../../terraform/stack-json";
import { type Module } from "./module";

/** One sentence for each Application of Argo CD: what it applies is in no module. */
export const argoCdTexts = (modules: readonly Module[]): string[] =>
  modules.flatMap(({ source }) => applicationsIn(source)).map(sourceText);

/**
 * Applications in the values of releases. Values with a template of Terraform can be no JSON; a release of custom
 * resources has none.
 */
const applicationsIn = (source: JsonObject): JsonObject[] =>
  Object.values(asObject(asObject(source["resource"])["helm_release"]))
    .flatMap((release) => asArray(asObject(release)["values"]))
    .flatMap((values) => asArray(asObject(jsonIn(values))["resources"]))
    .map(asObject)
    .filter(({ kind }) => kind === "Application");

function sourceText({ spec }: JsonObject): string {
  const { source, destination } = asObject(spec);
  const { repoURL, path, targetRevision } = asObject(source);
  return `Argo CD applies \`${String(path)}\` of ${String(repoURL)} at \`${String(targetRevision)}\` to the namespace \`${String(asObject(destination)["namespace"])}\`. These modules do not contain it, and no check has judged it. Terraform owns no object of the kinds that its project allows there.`;
}
