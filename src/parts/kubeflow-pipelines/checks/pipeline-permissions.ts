import {
  bucketGrants,
  grantProblems,
  type GrantText,
  passwordGrants,
} from "../../../infrastructure/identity-grants";
import { type Statement } from "../../../infrastructure/identity-policies";
import { hasRecord, OF_THE_FILE, type Stated } from "../../../infrastructure/stated";
import { accountKey, rolesOf } from "../../../infrastructure/identity-roles";
import { endpointFindings } from "./step-bucket-endpoints";
import { type KubeflowPipelinesProgram, kubeflowPipelinesProgramsOf, runsOf } from "../model/programs";
import { artifactPlaces, kubeflowPipelinesBuckets } from "../model/settings";
import { serviceDomain } from "../../../facts/aws";
import { PIPELINE_ARTIFACT_ACTIONS } from "../facts/pipeline-rights";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../../../checks/check";
import { homeOf } from "../../../infrastructure/text-references";
import TEXTS from "./texts.json";

type StatedBucket = NonNullable<Stated["steps"]>["buckets"][number];

export const pipelinePermissions: Check = {
  ...ruleOf(TEXTS, "pipeline-permissions"),
  run: (plan, { statedOf }) => [
    ...placeFindings(plan),
    ...endpointFindings(plan, statedOf(plan.name).steps?.buckets ?? []),
    ...[...kubeflowPipelinesProgramsOf(plan), ...runsOf(plan)].flatMap((program) =>
      roleFindings(plan, program, statedOf(plan.name)),
    ),
  ],
};

function placeFindings(plan: EnvironmentPlan): Finding[] {
  const home = homeOf(plan);
  const [bucket = "(none)"] = kubeflowPipelinesBuckets(plan);
  const expected = { bucket, endpoint: `s3.${home.region}.${serviceDomain(home)}`, region: home.region };
  return artifactPlaces(plan).flatMap((place) =>
    combinedFinding(place.object.resource, place.where, [
      ...place.needs
        .filter((key) => place[key] !== expected[key])
        .map((key) => `its ${key} is ${place[key] ?? "missing"}, expected ${expected[key]}`),
      ...place.problems,
    ]),
  );
}

function roleFindings(plan: EnvironmentPlan, program: KubeflowPipelinesProgram, stated: Stated): Finding[] {
  const { account, pods } = program;
  const key = accountKey(account.namespace, account.name);
  const [role, ...others] = rolesOf(plan).trusting(key);
  const ofFile = program.kind === "pods of runs" ? (stated.steps?.buckets ?? []) : [];
  const wanted = [...wantedGrants(plan, program), ...ofFile.flatMap((bucket) => stepGrants(plan, bucket))];
  if (!role)
    return combinedFinding(
      pods.owner.resource,
      `pods of ${account.name}`,
      wanted.length === 0 ? [] : [`no role trusts ${key}`],
    );
  // Without a record of the file, nothing says which statements it adds.
  const isJudged = ({ sid = "" }: Statement): boolean => hasRecord(stated) || !OF_THE_FILE.test(sid);
  return combinedFinding(role.resource, `permissions of ${role.name}`, [
    ...grantProblems(plan, { ...role, statements: role.statements.filter(isJudged) }, wanted),
    ...others.map(({ name }) => `not needed: role ${name}, which trusts ${key} too`),
  ]);
}

/** Permissions of steps on a folder of a bucket, and on its key. */
const stepGrants = (
  plan: EnvironmentPlan,
  { name, prefix, writes, kmsKeyArn }: StatedBucket,
): GrantText[] => {
  const { objects, key } = PIPELINE_ARTIFACT_ACTIONS[writes ? "writes" : "reads"];
  return bucketGrants(
    plan,
    name,
    { objects, key: kmsKeyArn === undefined ? [] : key },
    [`${prefix}*`],
    kmsKeyArn,
  );
};

function wantedGrants(plan: EnvironmentPlan, { facts, pods }: KubeflowPipelinesProgram): GrantText[] {
  const ofArtifacts = facts.artifacts === undefined ? [] : kubeflowPipelinesBuckets(plan).slice(0, 1);
  const actions = PIPELINE_ARTIFACT_ACTIONS[facts.artifacts ?? "reads"];
  return [
    ...ofArtifacts.flatMap((bucket) => bucketGrants(plan, bucket, actions, ["*"])),
    ...(facts.usesDatabase ? passwordGrants(plan, pods) : []),
  ];
}
