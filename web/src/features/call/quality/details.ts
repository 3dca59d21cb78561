// Apart from later.ts, which fetches the list of people, which has marks of its own.

export const qualityDetails = () => import("./QualityDetails");
