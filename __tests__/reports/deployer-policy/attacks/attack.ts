import { type Layer } from "../../../../src/base/layers";

/** A call as IAM sees it, on one of the resources that it names. */
export interface Call {
  readonly action: string;
  /** @default - the call names no resource, so that each resource of a statement counts */
  readonly resource?: string;
  /** Values of condition keys; an empty list is a key that the caller leaves out. */
  readonly context: Context;
}

type Context = Readonly<Record<string, string | readonly string[]>>;

/** Calls in sequence with a stolen apply role of one layer. It succeeds where every call is allowed. */
export interface Attack {
  readonly attack: string;
  /** One for each resource that a call names, with the tags that earlier calls left. */
  readonly calls: readonly Call[];
  /** The object that it reaches. */
  readonly attacked: string;
  /**
   * `never`: refused for every role. `listed`: no condition of AWS limits it, so that the page beside the policies has each of its last actions with the
   * reason. `bounded`: allowed only where the role carries, or gets, the permissions boundary. Layers: a right
   * that these layers need on what is their own, refused for the others.
   */
  readonly expected: "never" | "listed" | "bounded" | readonly Layer[];
  /** Whether the policies of a creation are attached too. @default false */
  readonly creates?: true;
}

/** Tags of the objects of other teams: words of their own, or by chance those of the environment. */
export type World = "other words" | "our own words";

/** The attacked environment. */
export interface Place {
  readonly environment: string;
  /** Beginning of its names. */
  readonly prefix: string;
  readonly account: string;
  readonly region: string;
  /** A model. */
  readonly model: string;
  /** A principal with an access entry, by the file. */
  readonly admin: string;
  /** Whether a rule of a layer is one of the group that EKS makes. */
  readonly opensGroupOfCluster: boolean;
}

const IDENTITY = "private-eks-inference";
/** Tags of a team that has no names in common with the environment. */
const OTHERS = { environment: "other", layer: "cluster", project: "payments", owner: "payments" };

/** Names and calls of one environment in one world. */
export class Subject {
  /** The boundary of the environment, which `policy` writes for the emitted roles. */
  readonly boundary: string;
  /** The bucket of the states. */
  readonly states: string;
  readonly region: string;
  readonly prefix: string;
  readonly environment: string;
  readonly account: string;

  constructor(
    readonly place: Place,
    readonly world: World,
    /** The word for a layer that the other team uses too. */
    readonly word: Layer,
  ) {
    ({
      region: this.region,
      prefix: this.prefix,
      environment: this.environment,
      account: this.account,
    } = place);
    this.boundary = `arn:aws:iam::${place.account}:policy/${place.environment}-emitted-roles-boundary`;
    this.states = `arn:aws:s3:::${place.environment}-tfstate-${place.account}`;
  }

  /** ARN of an object of the account. */
  arn(service: string, object: string): string {
    const region = ["iam", "route53", "s3"].includes(service) ? "" : this.region;
    return `arn:aws:${service}:${region}:${["route53", "s3"].includes(service) ? "" : this.account}:${object}`;
  }

  /** A call of an action on an object of the same service. */
  call(action: string, object?: string, context: Context = {}): Call {
    const [service = ""] = action.split(":");
    return {
      action,
      ...(object === undefined
        ? {}
        : { resource: object.startsWith("arn:") ? object : this.arn(service, object) }),
      context: {
        "aws:RequestedRegion": this.region,
        "aws:ResourceAccount": this.account,
        // EC2 sets it in the call that creates a resource.
        ...(action === "ec2:CreateTags" ? { "ec2:CreateAction": [] } : {}),
        ...context,
      },
    };
  }

  /** Tags of an object of another team in the same account. */
  foreign(): Context {
    const { environment, prefix, word: layer } = this;
    return tags("aws:ResourceTag", {
      ...(this.world === "other words" ? OTHERS : { ...OTHERS, environment, layer, project: prefix }),
      // A team that uses the same program, in an environment of the same name.
      [IDENTITY]: `payments-tfstate-${this.account}/${this.world === "other words" ? "other" : environment}`,
    });
  }

  /** Tags of an object of a layer. */
  own(layer: Layer): Context {
    return tags("aws:ResourceTag", this.tagsOf(layer));
  }

  /** Tags that a request gives, as Terraform does in a layer. */
  given(layer: Layer): Context {
    return { ...tags("aws:RequestTag", this.tagsOf(layer)), "aws:TagKeys": Object.keys(this.tagsOf(layer)) };
  }

  private tagsOf(layer: Layer): Readonly<Record<string, string>> {
    const { environment, account } = this;
    return { environment, layer, [IDENTITY]: `${environment}-tfstate-${account}/${environment}` };
  }
}

/** An environment of the tests with one environment. */
export const ML_PLATFORM: Place = {
  environment: "ml-platform",
  prefix: "ml-platform",
  account: "444455556666",
  region: "eu-central-1",
  model: "demand-forecast",
  admin: "ml-platform-admin",
  opensGroupOfCluster: true,
};

/** Tags of a request. */
export const given = (wanted: Readonly<Record<string, string>>): Context => ({
  ...tags("aws:RequestTag", wanted),
  "aws:TagKeys": Object.keys(wanted),
});

const tags = (prefix: string, wanted: Readonly<Record<string, string>>): Context =>
  Object.fromEntries(Object.entries(wanted).map(([key, value]) => [`${prefix}/${key}`, value]));
