import { accessLogs } from "./access-logs";
import { addedBlocks } from "./added-blocks";
import { addons } from "./addons";
import { apiAccess } from "./api-access";
import { applyOrder } from "./apply-order";
import { backups } from "./backups";
import { buckets } from "./buckets";
import { certificates } from "./certificates";
import { clientPaths } from "./client-paths";
import { contents } from "./contents";
import { cost } from "./cost";
import { dns } from "./dns";
import { endedNetwork } from "./ended-network";
import { endpoints } from "./endpoints";
import { entries } from "./entries";
import { exposure } from "./exposure";
import { foreignCode } from "./foreign-code";
import { guards } from "./guards";
import { images } from "./images";
import { keys } from "./keys";
import { lookups } from "./lookups";
import { lostData } from "./lost-data";
import { alarms } from "./monitoring/alarms";
import { alertRules } from "./monitoring/alert-rules";
import { logRouters } from "./monitoring/log-routers";
import { scrapeTargets } from "./monitoring/scrape-targets";
import { nameTags } from "./name-tags";
import { networkAcls } from "./network-acls";
import { networkPaths } from "./network-paths";
import { networkPolicies } from "./network-policies";
import { nodes } from "./nodes/nodes";
import { oneWayDoors } from "./one-way-doors";
import { charts } from "./parts/charts";
import { imageRepositories } from "./parts/image-repositories";
import { namespaces } from "./parts/namespaces";
import { rollouts } from "./pods/rollouts";
import { serving } from "./pods/serving";
import { queue } from "./queue";
import { podVolumes } from "./pods/volumes";
import { workloads } from "./pods/workloads";
import { pageGroups } from "./page-groups";
import { programs } from "./programs";
import { records } from "./records";
import { restingModels } from "./resting-models";
import { retention } from "./retention/retention";
import { rights } from "./rights/rights";
import { routes } from "./routes";
import { scaling } from "./scaling";
import { schemaUpgrades } from "./schema-upgrades";
import { sizes } from "./sizes";
import { statePlace } from "./state-place";
import { tags } from "./tags";
import { type Topic } from "./topic";
import {
  argoCd,
  configMaps,
  dashboards,
  databases,
  handovers,
  layouts,
  metricsKept,
  notifications,
  resolvers,
  ruleTexts,
  storageClasses,
  versions,
  vpcSettings,
} from "./row-topics";
import { volumes } from "./volumes";
import { webAcls } from "./web-acls";

/** Topics in the order of the page. */
export const TOPICS: readonly Topic[] = [
  lostData,
  retention,
  keys,
  databases,
  volumes,
  podVolumes,
  oneWayDoors,
  workloads,
  nodes,
  statePlace,
  schemaUpgrades,
  versions,
  guards,
  namespaces,
  entries,
  clientPaths,
  pageGroups,
  exposure,
  apiAccess,
  routes,
  networkPaths,
  networkAcls,
  networkPolicies,
  webAcls,
  certificates,
  dns,
  endpoints,
  endedNetwork,
  vpcSettings,
  resolvers,
  rights,
  foreignCode,
  addedBlocks,
  charts,
  argoCd,
  storageClasses,
  imageRepositories,
  metricsKept,
  alertRules,
  alarms,
  notifications,
  scrapeTargets,
  logRouters,
  dashboards,
  buckets,
  backups,
  records,
  accessLogs,
  addons,
  images,
  contents,
  programs,
  configMaps,
  rollouts,
  serving,
  sizes,
  queue,
  scaling,
  restingModels,
  handovers,
  layouts,
  ruleTexts,
  nameTags,
  lookups,
  tags,
  cost,
  // how a change is applied comes after what it does
  applyOrder,
];
