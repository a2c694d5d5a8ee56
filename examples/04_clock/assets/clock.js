// SPDX-License-Identifier: Apache-2.0
// Shows what the stream says. A browser opens it again by itself when it breaks.
const time = document.getElementById("time");
const script = document.currentScript; // .../assets/clock/clock.js, wherever the site is
const ticks = new EventSource(new URL("../../clock/ticks", script.src));
ticks.onmessage = (tick) => { time.textContent = tick.data; };
addEventListener("pagehide", () => ticks.close());
