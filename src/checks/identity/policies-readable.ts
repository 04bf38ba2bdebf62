import { policiesOf } from "../../infrastructure/identity-policies";
import { asObject, blocks, jsonIn, type JsonObject, text } from "../../terraform/stack-json";
import { at, type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const policiesReadable: Check = {
  ...ruleOf(TEXTS, "policies-readable"),
  run: (plan) =>
    policiesOf(plan).flatMap(({ resource, statements }) => {
      if (!statements)
        return [
          {
            ...at(resource),
            message: "the policy is not a JSON document of version 2012-10-17 with statements",
          },
        ];
      const unnamed = sidsOf(resource.config).filter(
        (sid, index, all) => !/^[A-Za-z0-9]+$/.test(sid) || all.indexOf(sid) !== index,
      );
      const bad = statements.filter(
        ({ effect, actions, inverted }) =>
          (effect !== "Allow" && effect !== "Deny") ||
          (actions.length === 0 && !inverted.includes("NotAction")),
      );
      return combinedFinding(resource, "policy", [
        ...(bad.length === 0 ? [] : ["a statement has no effect or no action"]),
        ...unnamed.map((sid) => `Sid ${sid} is not alphanumeric, or is used twice`),
      ]);
    }),
};

/** Sids of the statements. IAM requires unique, alphanumeric Sids. */
const sidsOf = (config: JsonObject): string[] =>
  [config["assume_role_policy"], config["policy"]].flatMap((document) =>
    blocks(asObject(jsonIn(document))["Statement"]).flatMap(({ Sid: sid }) => text(sid) ?? []),
  );
