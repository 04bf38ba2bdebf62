import { Construct } from "constructs";
import type { AwsLocation } from "../../../facts/aws";
import { IrsaRole } from "../../../platform/irsa-role";
import { ownId } from "../../../platform/own-id";
import { albIngress, type ingressOf } from "../../../platform/alb-ingress";
import { modelStatements } from "../../../platform/permissions";
import { GIT_SERVICE_PORT, labelsInGit } from "../names";
import type { GitModel } from "../settings";
import { type ModelSurroundings, trafficOfModel } from "../traffic";
import { programPolicy, gatewayRanges } from "../../../platform/network-policies";
import { type INamespace } from "../../../platform/namespace";
import { type Hosts } from "../../../platform/install";

export interface ModelsOfGitProps extends ModelSurroundings {
  readonly models: Readonly<Record<string, GitModel>>;
  readonly namespace: INamespace;
  readonly location: AwsLocation;
  readonly oidc: Hosts["cluster"]["oidc"];
  readonly bucket: { readonly name: string; readonly kmsKeyArn?: string };
  /** Name of the IAM role of a model. */
  readonly roleName: (model: string) => string;
  /** Settings of the load balancer of the entry. @default - none, and no model has paths */
  readonly ingress?: ReturnType<typeof ingressOf>;
}

/**
 * A model in Git gets its role, the peers of its pods and its paths here, since no commit may give them. Its ServiceAccount,
 * Deployment and Service are in Git, under its name.
 */
export class ModelsOfGit extends Construct {
  /** ARNs of roles, by the name of the model. */
  readonly roleArns: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ModelsOfGitProps,
  ) {
    super(scope, id);
    const models = Object.entries(props.models);
    const reading = models.filter(([, { bucketPrefix }]) => bucketPrefix !== undefined);
    const s3Cidrs = reading.length > 0 ? gatewayRanges(this, props.location.region, "s3") : [];
    this.roleArns = Object.fromEntries(
      models.flatMap(([name, model]) => this.model(name, model, s3Cidrs).map((arn) => [name, arn])),
    );
  }

  /** ARN of the role of a model that has one. */
  private model(name: string, model: GitModel, s3Cidrs: readonly string[]): string[] {
    const { namespace } = this.props;
    const { bucketPrefix, paths } = model;
    if (bucketPrefix === undefined && paths.length === 0) return [];
    const scope = new Construct(this, ownId(this, name));
    const traffic = trafficOfModel(name, model, this.props);
    programPolicy(scope, "Resource", { ...traffic, pods: labelsInGit(name) }, { namespace, s3Cidrs });
    if (paths.length > 0) this.lead(scope, name, model);
    return bucketPrefix === undefined ? [] : [this.role(scope, name, bucketPrefix)];
  }

  private lead(scope: Construct, name: string, { paths, healthPath }: GitModel): void {
    const { ingress, namespace } = this.props;
    if (!ingress) throw new Error(`${name} has paths without an Ingress; validation should have rejected it`);
    albIngress(new Construct(scope, "Entry"), "models", {
      ...ingress,
      name,
      namespace,
      healthPath,
      backends: [{ name, servicePort: GIT_SERVICE_PORT, paths }],
    });
  }

  private role(scope: Construct, name: string, prefix: string): string {
    const { location, oidc, bucket, namespace, roleName } = this.props;
    return new IrsaRole(scope, "role", {
      roleName: roleName(name),
      description: `Reads the files of ${name}, which Argo CD deploys`,
      oidc,
      serviceAccount: { namespace: namespace.name, name },
      statements: modelStatements(location, { ...bucket, prefix }, []),
    }).arn;
  }
}
