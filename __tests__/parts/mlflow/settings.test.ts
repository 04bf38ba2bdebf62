import { type Rest, partProblems } from "../../support/part-problems";

const problemsOf = (settings: string, rest?: Rest): string[] => partProblems("mlflow", settings, rest);

const TAG = "imageTag: 3.17.2-2";

test.each([
  ["only the tag of the image", TAG],
  ["all keys of the server", `${TAG}, hosts: [mlflow.example.com], passwordDays: 365, uploadGiB: 100`],
  [
    "all keys of the database",
    `${TAG}, database: { instanceClass: db.r7g.16xlarge, storageGiB: 16384, growthGiB: 49152, multiAz: false, backupDays: 35, deletionProtection: false }`,
  ],
])("ML-03 a file can have %s", (_, settings) => {
  expect(problemsOf(settings)).toEqual([]);
});

test.each([
  ["no tag", "uploadGiB: 5", "imageTag", "expected"],
  ["a tag with a space", 'imageTag: "3.17 2"', "imageTag", "write the tag that you pushed"],
  [
    "a class without db.",
    `${TAG}, database: { instanceClass: t4g.small }`,
    "database.instanceClass",
    "such as db.t4g.small",
  ],
  ["storage beyond that of RDS", `${TAG}, database: { growthGiB: 49153 }`, "database.growthGiB", "49152"],
  [
    "growth that RDS refuses",
    `${TAG}, database: { storageGiB: 1000, growthGiB: 99 }`,
    "database.growthGiB",
    "at least a tenth of storageGiB",
  ],
  ["too little storage", `${TAG}, database: { storageGiB: 19 }`, "database.storageGiB", "20"],
  ["no backups", `${TAG}, database: { backupDays: 0 }`, "database.backupDays", "1"],
  ["backups of more than five weeks", `${TAG}, database: { backupDays: 36 }`, "database.backupDays", "35"],
  ["a password without rotation", `${TAG}, passwordDays: 0`, "passwordDays", "1"],
  ["every host", `${TAG}, hosts: ["*"]`, "hosts", "a host name"],
])("ML-03 %s is refused at its key", (_, settings, key, text) => {
  const [problem = "", ...others] = problemsOf(settings);
  expect(others).toEqual([]);
  expect(problem).toMatch(/^one\.yaml:\d+/);
  expect(problem).toContain(`components.mlflow.${key}`);
  expect(problem).toContain(text);
});

test.each([
  ["without nodes", { cluster: "fargate: true\n  nodeGroups: {}" }, "a node group"],
  ["in the namespace of the models", { namespace: "mlflow" }, "a namespace of models other than mlflow"],
])("ML-03 it is refused %s", (_, rest, text) => {
  expect(problemsOf(TAG, rest).join("\n")).toContain(text);
});
