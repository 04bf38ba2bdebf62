import { symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { loadEnvironments } from "../../src/environment/load";
import { ConfigError } from "../../src/environment/problems";
import { ACCOUNT, inFolder, load, problems, smallSchema } from "./loader/folder";

describe("the folder", () => {
  const both = { prod: ACCOUNT, mlapp: ACCOUNT };

  test("environments are sorted by name", () => {
    expect(load(both).map(({ name }) => name)).toEqual(["mlapp", "prod"]);
  });

  test("each environment has the path of its file", () => {
    expect(load(both).map(({ file }) => basename(file))).toEqual(["mlapp.yaml", "prod.yaml"]);
  });

  test("notes, hidden files and editor backups besides the environments are ignored", () => {
    expect(load({ prod: ACCOUNT, "README.md": "", ".prod.yaml": "a", "prod.yaml~": "a" })).toHaveLength(1);
  });

  test("fails when a file looks like an environment but does not end with .yaml", () => {
    expect(problems({ "prod.yml": "", "test.YAML": "", "old.yaml.bak": "" })).toEqual([
      "old.yaml.bak:1:1 (file): got the file name old.yaml.bak, expected a name that ends with .yaml; rename it, or move it to another folder",
      "prod.yml:1:1 (file): got the file name prod.yml, expected a name that ends with .yaml; rename it to prod.yaml",
      "test.YAML:1:1 (file): got the file name test.YAML, expected a name that ends with .yaml; rename it to test.yaml",
    ]);
  });

  test("does not advise a name that another environment has", () => {
    expect(problems({ prod: ACCOUNT, "prod.yml": "" })).toEqual([
      "prod.yml:1:1 (file): got the file name prod.yml, expected a name that ends with .yaml; prod.yaml has that name: merge the two, or move one to another folder",
    ]);
  });

  test.each(["Prod", "p", "-a", "prod_1", "1st", "a-", "x".repeat(33)])(
    "fails when an environment is named %s",
    (name) => {
      expect(problems({ [name]: ACCOUNT })).toEqual([
        `${name}.yaml:1:1 (file): got the name ${name}, expected a name of 3 to 24 lowercase letters, digits and -, starting with a letter and not ending with -; rename the file`,
      ]);
    },
  );

  test("fails when a folder has the name of an environment file", () => {
    expect(problems({ "prod.yaml/a.txt": "" })).toEqual([
      "prod.yaml:1:1 (file): got a folder, expected a YAML file; rename it, or remove it",
    ]);
  });

  test("fails when there is no environment, and names the folder", () => {
    expect(problems({})).toEqual([
      "DIR: got no .yaml file, expected a .yaml file for each environment; run npx private-eks-inference init, or set ENVIRONMENTS_DIR",
    ]);
  });

  test("fails when the folder does not exist", () => {
    expect(problems({}, { directory: "no-such-folder" })).toEqual([
      "no-such-folder: got no such file or folder (ENOENT), expected a folder of YAML files; run npx private-eks-inference init, or set ENVIRONMENTS_DIR",
    ]);
  });

  test("a path in the working directory is shown as a relative path", () => {
    expect(problems({}, { directory: `${process.cwd()}/no-such-folder` })[0]).toMatch(/^no-such-folder: /);
  });
});

describe("only", () => {
  const files = { prod: ACCOUNT, test: "broken: [", "stray.yml": "" };

  test("an environment that is not selected is not read", () => {
    expect(load(files, { only: ["prod", "prod"] }).map(({ name }) => name)).toEqual(["prod"]);
  });

  test("fails when it names an environment that does not exist", () => {
    expect(problems(files, { only: ["prd", "stray", "zzzzzz"] })).toEqual([
      "--environments or ENVIRONMENT: got prd, expected one of prod, test (in DIR); did you mean prod?",
      "--environments or ENVIRONMENT: got stray, expected one of prod, test (in DIR); correct the name, or add stray.yaml",
      "--environments or ENVIRONMENT: got zzzzzz, expected one of prod, test (in DIR); correct the name, or add zzzzzz.yaml",
      "stray.yml:1:1 (file): got the file name stray.yml, expected a name that ends with .yaml; rename it to stray.yaml",
    ]);
  });

  test("fails when it names no environment", () => {
    expect(problems(files, { only: [] })).toEqual([
      "--environments or ENVIRONMENT: got no name, expected one of prod, test; name one, or leave both out to select all",
    ]);
  });
});

test("fails when a file cannot be read", () => {
  const found = inFolder({ "a.md": "" }, (directory) => {
    symlinkSync(join(directory, "nowhere"), join(directory, "prod.yaml"));
    try {
      loadEnvironments({ directory, schema: smallSchema });
      return undefined;
    } catch (error) {
      return error;
    }
  });
  expect(found).toBeInstanceOf(ConfigError);
  expect((found as ConfigError).message).toContain(
    "prod.yaml:1:1 (file): got no such file or folder (ENOENT), expected a readable file; check that it exists and that you have permission to read it",
  );
});
