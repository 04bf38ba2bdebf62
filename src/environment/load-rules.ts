import { type LoadRequest } from "./load-request";
import { withLlmDefaults } from "./loader/llm-defaults";
import { rulesAcross } from "./rules/across";
import { rules } from "./rules/all";
import { namedFileRules, namedFiles } from "./rules/named-files";
import { type EnvironmentConfig } from "./schema";

/** The load of environments reads these beside the rules of parts: keys that follow from others, files that keys name, and rules. */
export const RULES = {
  derived: withLlmDefaults,
  rules,
  rulesAcross,
  files: { named: namedFiles, rules: namedFileRules },
} satisfies Partial<LoadRequest<EnvironmentConfig>>;
