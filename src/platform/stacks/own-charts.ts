import { policyStatements } from "../../facts/permissions";
import { escapeTemplates } from "../../terraform/terraform-templates";
import { readChartValues, SHARED_NAMESPACE } from "../../environment/chart-values";
import { servicesOfPermissions } from "../../environment/permissions";
import { type AnyComponent, type ReleaseValues, component, type Part, type Component } from "../contract";
import { type EnvironmentConfig } from "../../environment/schema";

type ChartRelease = NonNullable<Component["charts"]>[number];

type ImageRow = Part["images"][string];

type Value = ReleaseValues[string];

type Capability = Part["provides"][number];

type Identity = Part["identities"][number];

type OwnChart = NonNullable<EnvironmentConfig["charts"]>[string];

/** A chart of the file as a part, which is installed after the parts that provide these capabilities. */
export const ownChartParts = (
  { charts = {} }: Pick<EnvironmentConfig, "charts">,
  files: ReadonlyMap<string, string>,
  provided: readonly Capability[],
): AnyComponent[] => Object.entries(charts).map(([name, chart]) => partOf(name, chart, files, provided));

function partOf(
  name: string,
  chart: OwnChart,
  files: ReadonlyMap<string, string>,
  provided: readonly Capability[],
): AnyComponent {
  const { role } = chart;
  return component({
    id: name,
    title: `chart ${name}`,
    scope: `charts/${name}`,
    requires: provided,
    identities: () => (role ? [identityOf(name, chart, role)] : []),
    charts: [releaseOf(name, chart, files)],
    needs: () => ({
      services: role
        ? [
            ...[...servicesOfPermissions(role.permissions)].map(([service, action]) => ({
              service,
              why: `has the permission ${action}`,
            })),
            { service: "sts", why: "exchanges its service account for a role" },
          ]
        : [],
    }),
  });
}

const identityOf = (name: string, chart: OwnChart, role: NonNullable<OwnChart["role"]>): Identity => ({
  name,
  id: "Role",
  description: `Permissions of the pods of chart ${name}`,
  trust: { namespace: chart.namespace ?? name, serviceAccount: role.serviceAccount, accountId: "Account" },
  statements: policyStatements(role.permissions),
});

function releaseOf(name: string, chart: OwnChart, files: ReadonlyMap<string, string>): ChartRelease {
  const { repository, version, namespace = name, podSecurity = "restricted", reason, images, role } = chart;
  return {
    name,
    id: "Release",
    repository,
    version,
    images: Object.fromEntries(images.map(({ value, image }) => [value, imageRow(image)])),
    namespace,
    ...(namespace === SHARED_NAMESPACE ? {} : { podSecurity }),
    ...(reason === undefined ? {} : { whyPrivileged: reason }),
    ...(role ? { identity: name } : {}),
    values: ({ image }) =>
      images.reduce<ReleaseValues>(
        (values, { value, form }) => withValue(values, value.split("."), imageValue(image(value), form)),
        escapeTemplates(valuesIn(chart.values, files)) as ReleaseValues,
      ),
  };
}

function imageRow(image: string): ImageRow {
  const colon = image.lastIndexOf(":");
  return { repository: image.slice(0, colon), tag: image.slice(colon + 1) };
}

/** The loader has read the file and its values. */
function valuesIn(file: string | undefined, files: ReadonlyMap<string, string>): ReleaseValues {
  if (file === undefined) return {};
  const text = files.get(file);
  if (text === undefined) throw new Error(`${file} is named and was not read`);
  const read = readChartValues(file, text);
  if ("got" in read) throw new Error(read.got);
  return read.values;
}

function imageValue({ repository, tag }: ImageRow, form: OwnChart["images"][number]["form"]): Value {
  if (form === "text") return `${repository}:${tag}`;
  if (form === "repository") return { repository, tag };
  const slash = repository.indexOf("/");
  return { registry: repository.slice(0, slash), repository: repository.slice(slash + 1), tag };
}

/** Values with one more at a path; mappings on the way are kept. */
function withValue(
  values: ReleaseValues,
  [key = "", ...rest]: readonly string[],
  value: Value,
): ReleaseValues {
  const { [key]: old } = values;
  if (rest.length > 0) return { ...values, [key]: withValue(mapping(old), rest, value) };
  return { ...values, [key]: typeof value === "object" ? { ...mapping(old), ...value } : value };
}

const mapping = (value: Value | undefined): ReleaseValues =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as ReleaseValues) : {};
