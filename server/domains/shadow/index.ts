export { compareShadow } from "./compare.ts";
export { openShadowMatch } from "./open-match.ts";
export { getRollout } from "./rollout.ts";
export { setStage } from "./set-stage.ts";
