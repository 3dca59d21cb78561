// The English of every page but the meeting, fetched with them: nobody waits for it on the way into a call.
import auth from "./auth";
import history from "./history";
import landing from "./landing";

export default { ...landing, ...auth, ...history };
