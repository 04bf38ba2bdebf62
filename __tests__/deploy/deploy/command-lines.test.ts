import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { Aws } from "../../../src/deploy/deploy/aws";
import { wordsOf } from "../../../src/deploy/teardown/texts";

const FOLDER = join(__dirname, "../../../src/deploy");

/** A value as a state of another team can have it: an option, where it is split. */
const VALUE = "db --endpoint-url https://other.example";

test("a value stays one word of a command that removes an object", () => {
  expect(wordsOf("aws rds delete-db-snapshot --db-snapshot-identifier", VALUE)).toEqual([
    ...["aws", "rds", "delete-db-snapshot", "--db-snapshot-identifier"],
    VALUE,
  ]);
});

test("a value stays one word of a call of the AWS CLI", async () => {
  const lines: (readonly string[])[] = [];
  const programs = {
    read: (line: readonly string[]) => {
      lines.push(line);
      return Promise.resolve({ code: 0, stdout: "{}", stderr: "" });
    },
  } as unknown as ConstructorParameters<typeof Aws>[0];
  await new Aws(programs, "eu-west-1").get("rds describe-db-instances", "--db-instance-identifier", VALUE);
  expect(lines[0]?.slice(0, 5)).toEqual([
    "aws",
    "rds",
    "describe-db-instances",
    "--db-instance-identifier",
    VALUE,
  ]);
});

/** Templates with values that are split into the words of a command: calls of the AWS CLI, and arguments of `wordsOf`. */
function splitTemplates(): string[] {
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  return files.flatMap((file) => {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(FOLDER, file), "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const isCommand =
        ts.isTemplateExpression(node) &&
        (/^[a-z0-9]+ (?:delete|describe|get|head|list|put|revoke)-/.test(node.head.text) ||
          (ts.isCallExpression(node.parent) && node.parent.expression.getText() === "wordsOf"));
      if (isCommand) found.push(`${file}: ${node.getText()}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

test("no command line that is split has a value in it", () => {
  expect(readdirSync(FOLDER, { recursive: true }).length).toBeGreaterThan(90);
  expect(splitTemplates()).toEqual([]);
});
