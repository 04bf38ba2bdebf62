import { shortHash } from "../../base/digests";
import { UserData } from "../../infrastructure/text-user-data";
import { at, type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const nodeScriptNotJudged: Check = {
  ...ruleOf(TEXTS, "node-script-not-judged"),
  run: (plan) =>
    plan.resources("aws_launch_template").flatMap((template) =>
      (UserData.in(template.config.user_data)?.scripts ?? []).map((script) => ({
        ...at(template),
        key: ["userData"],
        // With the digest, a waiver does not accept an edited script.
        message: `script ${shortHash(script)} of its user data runs as root on each node, and is not judged`,
        isNotJudged: true,
      })),
    ),
};
