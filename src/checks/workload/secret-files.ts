import { customObjectsOf, releasesOf } from "../../infrastructure/kubernetes-releases";
import { homeOf } from "../../infrastructure/text-references";
import { asArray, asObject, type Json, jsonIn, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const secretFiles: Check = {
  ...ruleOf(TEXTS, "secret-files"),
  run: (plan) => {
    const classes = customObjectsOf(plan).filter(({ kind }) => kind === "SecretProviderClass");
    const [driver] = releasesOf(plan, "secrets-store-csi-driver");
    const [provider] = releasesOf(plan, "secrets-store-csi-driver-provider-aws");
    const { region } = homeOf(plan);
    const audiences = asArray(driver?.values["tokenRequests"]).map((each) => asObject(each)["audience"]);
    return [
      ...classes.flatMap(({ resource, name, spec }) => {
        const parameters = asObject(spec["parameters"]);
        return combinedFinding(resource, `SecretProviderClass ${name}`, [
          ...(driver && provider ? [] : ["the driver or its AWS provider is not installed"]),
          ...(spec["provider"] === "aws"
            ? []
            : [`its provider is ${String(spec["provider"])}, expected aws`]),
          ...(parameters["region"] === region
            ? []
            : [`its region is ${String(parameters["region"])}, expected ${region}`]),
          ...objectProblems(parameters["objects"]),
          ...(spec["secretObjects"] === undefined ? [] : ["it copies the values into a Kubernetes Secret"]),
        ]);
      }),
      ...(driver && classes.length > 0
        ? combinedFinding(driver.resource, "Secrets Store CSI driver", [
            ...(audiences.includes("sts.amazonaws.com")
              ? []
              : [
                  "tokenRequests lacks the audience sts.amazonaws.com, so the AWS provider has no credentials",
                ]),
            ...(asObject(driver.values["syncSecret"])["enabled"] === true
              ? ["it copies values into Kubernetes Secrets"]
              : []),
            ...(driver.values["enableSecretRotation"] === true
              ? []
              : ["enableSecretRotation is not true, so a changed secret never reaches running pods"]),
            ...(/^\d+[mh]$/.test(text(driver.values["rotationPollInterval"]) ?? "")
              ? []
              : ["rotationPollInterval is not a duration, such as 2m"]),
          ])
        : []),
      ...(provider
        ? combinedFinding(provider.resource, "AWS provider of the Secrets Store CSI driver", [
            ...(provider.values["awsRegion"] === region
              ? []
              : [`its region is ${String(provider.values["awsRegion"] ?? "missing")}, expected ${region}`]),
            ...(driver && asObject(provider.values["secrets-store-csi-driver"])["install"] !== false
              ? ["it installs a second driver"]
              : []),
          ])
        : []),
    ];
  },
};

/** `objects` is YAML in a string; this project writes it as JSON. */
function objectProblems(objects: Json | undefined): string[] {
  const read = jsonIn(objects);
  if (read === undefined) return ["its list of objects is not valid JSON"];
  const list = asArray(read);
  const wrong = list
    .map(asObject)
    .filter((each) => each["objectType"] !== "secretsmanager" || (text(each["objectName"]) ?? "") === "");
  return [
    ...(list.length === 0 ? ["it lists no object"] : []),
    ...wrong.map(
      (each) =>
        `the type of object ${String(each["objectName"])} is ${String(each["objectType"])}, expected secretsmanager`,
    ),
  ];
}
