import tseslint from "typescript-eslint";
import { NAMES } from "./dev/lint/names.mjs";

// A barrel import loads every resource of a provider, which costs over a second and a gigabyte.
const BARRELS = {
  regex: "^@cdktf/provider-[a-z]+(/lib)?(/index)?$",
  message: "import the single module, such as @cdktf/provider-aws/lib/vpc",
};

// zod compiles schemas unless `core/zod.ts` turns it off before the first one.
const ZOD = {
  name: "zod",
  importNames: ["z"],
  allowTypeImports: true,
  message: "import it from src/base/zod",
};

const DYNAMIC_IMPORT = {
  selector: "ImportExpression",
  message: "use a static import, which the import rules can check",
};

export default tseslint.config(
  { ignores: ["node_modules", "cdktf.out", "dist", ".cache", "dev/bench/official"] },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strict],
    rules: {
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [BARRELS], paths: [ZOD] }],
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "read the environment in a main file and pass it on" },
        { object: "process", property: "exit", message: "set process.exitCode in a main file" },
      ],
      "no-restricted-syntax": ["error", DYNAMIC_IMPORT],
      // Constructs are created for their side effect on the construct tree.
      "no-new": "off",
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
    },
  },
  {
    // Arguments of a known type are read as `config.cidr_block`: `config["x"]` shows that nothing knows the name.
    files: ["src/**/*.ts"],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      "no-restricted-syntax": ["error", DYNAMIC_IMPORT, ...NAMES],
    },
  },
  {
    files: ["main.ts", "dev/*/main.ts", "dev/bench/**/*.ts", "dev/cdktn/**/*.ts", "__tests__/**/*.ts"],
    rules: { "no-console": "off", "no-restricted-properties": "off" },
  },
);
