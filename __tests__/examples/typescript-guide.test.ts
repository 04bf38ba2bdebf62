import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/documents";

const page = readFileSync(join(ROOT, "docs/guide/typescript.md"), "utf8");

test.each(["main.ts", "main.test.ts", "tsconfig.json"])(
  "the guide shows the %s of the tested project",
  (name) => {
    const text = readFileSync(join(ROOT, "__tests__/real/package/typescript-project", name), "utf8");
    expect(page).toContain(`\`\`\`${name.endsWith(".json") ? "json" : "ts"}\n${text}\`\`\`\n`);
  },
);
