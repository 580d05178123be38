"""Opens a report in headless Chromium and fails on any script error, network request or sideways scroll.

Usage: browser_check.py REPORT.html [FOLDER FOR SCREENSHOTS]
"""

import base64
import json
import pathlib
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# name, width, height, phone, colour scheme, script on
VIEWS = [
    ("desktop-light", 1280, 900, False, "light", True),
    ("desktop-dark", 1280, 900, False, "dark", True),
    ("phone-light", 390, 844, True, "light", True),
    ("phone-no-script", 360, 740, True, "dark", False),
]


def main() -> int:
    report = pathlib.Path(sys.argv[1]).resolve()
    shots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    problems = []
    if report.stat().st_size >= 1_000_000:
        problems.append(f"the report has {report.stat().st_size} bytes, a million or more")
    for name, width, height, phone, scheme, script in VIEWS:
        options = webdriver.ChromeOptions()
        for flag in FLAGS + [f"--user-data-dir={tempfile.mkdtemp()}", f"--window-size={width},{height}"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        try:
            driver.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride",
                {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone},
            )
            driver.execute_cdp_cmd(
                "Emulation.setEmulatedMedia",
                {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
            )
            if not script:
                driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
            driver.get(report.as_uri())
            if script:
                # Move over every chart, so that the read-outs run too.
                driver.execute_script(
                    "document.querySelectorAll('svg').forEach(s => { const b = s.getBoundingClientRect();"
                    "for (const t of ['pointerenter', 'pointermove', 'mousemove', 'click', 'focus', 'pointerleave'])"
                    "s.dispatchEvent(new PointerEvent(t, {bubbles: true, clientX: b.x + b.width / 2, clientY: b.y + b.height / 2})); });"
                )
                overflow = driver.execute_script(
                    "return document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
                )
                if overflow > 0:
                    problems.append(f"{name}: the page scrolls sideways by {overflow} pixels")
                if not driver.execute_script("return document.querySelectorAll('svg').length"):
                    problems.append(f"{name}: there is no chart")
            for entry in driver.get_log("browser"):
                problems.append(f"{name}: {entry['level']}: {entry['message']}")
            for entry in driver.get_log("performance"):
                message = json.loads(entry["message"])["message"]
                if message["method"] == "Network.requestWillBeSent":
                    url = message["params"]["request"]["url"]
                    # The browser's own start page makes requests too; only those of the report count.
                    ours = message["params"]["documentURL"].startswith("file:")
                    if ours and not url.startswith(("file:", "data:")):
                        problems.append(f"{name}: network request to {url}")
            if shots:
                shots.mkdir(parents=True, exist_ok=True)
                size = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
                image = driver.execute_cdp_cmd(
                    "Page.captureScreenshot",
                    {
                        "captureBeyondViewport": True,
                        "clip": {"x": 0, "y": 0, "width": width, "height": min(size["height"], 16000), "scale": 1},
                    },
                )
                (shots / f"{name}.png").write_bytes(base64.b64decode(image["data"]))
        finally:
            driver.quit()
    for problem in problems:
        print(problem)
    print(f"browser: {len(VIEWS)} views, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
