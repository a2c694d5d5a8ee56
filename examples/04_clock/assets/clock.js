// SPDX-License-Identifier: Apache-2.0
// Shows what the stream says. A browser opens it again by itself when it breaks.
const time = document.getElementById("time");
const ticks = new EventSource("/clock/ticks");
ticks.onmessage = (tick) => { time.textContent = tick.data; };
addEventListener("pagehide", () => ticks.close());
