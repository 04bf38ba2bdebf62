import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

const ROOT = resolve(__dirname, "../..");

interface OptionalProperty {
  readonly at: string;
  readonly comment: string;
}

/** Types of the Kubernetes API: each field can be absent, and Kubernetes documents its default. */
const OF_KUBERNETES = "src/infrastructure/kubernetes-api.ts";

/** Optional properties of every exported interface of src and scripts. */
const optional = ["src", "dev"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file}`)
    .filter((file) => file !== OF_KUBERNETES)
    .flatMap(optionalIn),
);

function optionalIn(file: string): OptionalProperty[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  return source.statements.filter(ts.isInterfaceDeclaration).flatMap((each) => {
    if (!each.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    return each.members.filter(ts.isPropertySignature).flatMap((member) => {
      if (!member.questionToken) return [];
      const line = source.getLineAndCharacterOfPosition(member.getStart()).line + 1;
      const comments = ts.getLeadingCommentRanges(text, member.getFullStart()) ?? [];
      const comment = comments.map(({ pos, end }) => text.slice(pos, end)).join("\n");
      return [{ at: `${file}:${line} ${member.name.getText()}`, comment }];
    });
  });
}

test("optional properties are read", () => {
  expect(optional.length).toBeGreaterThan(140);
});

test("every optional public property documents its default", () => {
  expect(optional.filter(({ comment }) => !comment.includes("@default")).map(({ at }) => at)).toEqual([]);
});
