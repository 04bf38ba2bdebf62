import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/documents";

const page = readFileSync(join(ROOT, "docs/guide/typescript.md"), "utf8");

test.each(["lib/project", "__tests__/real/package/typescript-project"])(
  "the guide shows each file of %s, which the tests of the package run",
  (folder) => {
    const names = readdirSync(join(ROOT, folder));
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      const text = readFileSync(join(ROOT, folder, name), "utf8");
      expect(page).toContain(`\`\`\`${name.endsWith(".json") ? "json" : "ts"}\n${text}\`\`\`\n`);
    }
  },
);
