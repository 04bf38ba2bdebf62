import tseslint from "typescript-eslint";

// A barrel loads every resource of a provider: over a second and a gigabyte for the few that are used.
const BARRELS = {
  regex: "^@cdktf/provider-[a-z]+(/lib)?(/index)?$",
  message: "import the one module, such as @cdktf/provider-aws/lib/vpc",
};

/** Imports go one way; what a folder may not reach stands here. A later block replaces an earlier one's list. */
const forbid = (...folders) => ({
  "@typescript-eslint/no-restricted-imports": [
    "error",
    {
      patterns: [
        BARRELS,
        ...folders.map((folder) => ({
          regex: `^(\\.\\.?/)+(src/)?${folder}(/|$)`,
          message: `this folder does not import ${folder}`,
        })),
      ],
    },
  ],
});

const FRAMEWORK = ["app", "stacks", "constructs"];

export default tseslint.config(
  { ignores: ["node_modules", "cdktf.out", ".cache", "bench/official"] },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strict],
    rules: {
      ...forbid(),
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "main files read the environment and pass it on" },
        { object: "process", property: "exit", message: "set process.exitCode in a main file" },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "ImportExpression", message: "escapes the rules on imports; use a static import" },
      ],
      // A construct is made for its side effect on the tree.
      "no-new": "off",
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
    },
  },
  {
    files: ["src/core/**/*.ts"],
    rules: forbid(...FRAMEWORK, "config", "catalog", "contracts", "synthesized", "tools", "publish"),
  },
  {
    files: ["src/catalog/**/*.ts"],
    rules: forbid(...FRAMEWORK, "config", "contracts", "synthesized", "tools", "publish"),
  },
  {
    files: ["src/contracts/**/*.ts"],
    rules: forbid(...FRAMEWORK, "config", "synthesized", "tools", "publish"),
  },
  {
    files: ["src/config/**/*.ts"],
    rules: forbid(...FRAMEWORK, "contracts", "synthesized", "tools", "publish"),
  },
  {
    files: ["src/constructs/**/*.ts"],
    rules: forbid("app", "stacks", "config", "synthesized", "tools", "publish"),
  },
  { files: ["src/stacks/**/*.ts"], rules: forbid("app", "synthesized", "tools", "publish") },
  { files: ["src/publish/**/*.ts"], rules: forbid(...FRAMEWORK, "config", "catalog", "contracts", "tools") },
  { files: ["src/synthesized/**/*.ts"], rules: forbid(...FRAMEWORK, "config", "contracts", "tools") },
  {
    files: ["src/handoff/**/*.ts"],
    rules: forbid(...FRAMEWORK, "contracts", "checks", "tools"),
  },
  { files: ["src/checks/**/*.ts"], rules: forbid(...FRAMEWORK, "config", "contracts", "publish", "tools") },
  { files: ["src/addresses/**/*.ts"], rules: forbid(...FRAMEWORK, "contracts", "checks", "tools") },
  { files: ["src/cost/**/*.ts"], rules: forbid(...FRAMEWORK, "config", "contracts", "publish", "tools") },
  { files: ["src/review/**/*.ts"], rules: forbid(...FRAMEWORK, "contracts", "publish", "tools") },
  { files: ["src/tools/**/*.ts"], rules: forbid(...FRAMEWORK) },
  {
    files: [
      "main.ts",
      "src/tools/*/main.ts",
      "bench/**/*.ts",
      "__tests__/**/*.ts",
      "terraform-tests/**/*.ts",
    ],
    rules: { "no-console": "off", "no-restricted-properties": "off" },
  },
);
