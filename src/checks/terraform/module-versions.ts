import { asObject, type JsonObject, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const moduleVersions: Check = {
  ...ruleOf(TEXTS, "module-versions"),
  run: (plan) =>
    plan.inAllStacks(({ json }, layer) =>
      Object.entries(asObject(json["module"])).flatMap(([name, body]) =>
        combinedFinding({ layer, address: `module.${name}` }, "module", problemsOf(asObject(body))),
      ),
    ),
};

/** `namespace/name/provider`, with or without a host. */
const OF_REGISTRY = /^([\w.-]+\.[\w.-]+\/)?[\w-]+\/[\w-]+\/[\w-]+(\/\/.*)?$/;
const OF_GIT = /^(git::|git@|github\.com\/|bitbucket\.org\/)/;
const RELEASE = /^\s*=?\s*v?\d+\.\d+\.\d+(-[\w.]+)?\s*$/;
const COMMIT = /[?&]ref=[0-9a-f]{40}(&|$)/;

function problemsOf({ source, version }: JsonObject): string[] {
  const from = text(source) ?? "";
  if (/^(\.{1,2}(\/|$)|\/)/.test(from))
    return [
      `its source ${from} is a folder, which is not copied to the stack: nothing shows which code runs`,
    ];
  if (OF_GIT.test(from)) {
    const [, ref] = /[?&]ref=([^&]*)/.exec(from) ?? [];
    return COMMIT.test(from)
      ? []
      : [`its source ${from} has ${ref === undefined ? "no commit" : `${ref}, expected a commit`}`];
  }
  if (!OF_REGISTRY.test(from))
    return [
      `its source ${from || "is missing"}, where the code can change, is no registry and no repository of git`,
    ];
  const range = text(version);
  return range !== undefined && RELEASE.test(range)
    ? []
    : [`${from} has ${range === undefined ? "no version" : `the versions ${range}`}, expected one release`];
}
