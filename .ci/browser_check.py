"""Opens pages in headless Chromium and fails on any script error, network request or sideways scroll.

Usage: browser_check.py PAGE.html... [--shots FOLDER]
"""

import argparse
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
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    parser.add_argument("--shots", type=pathlib.Path)
    arguments = parser.parse_args()
    problems = []
    for page in arguments.pages:
        shots = arguments.shots and arguments.shots / page.stem
        problems += [f"{page.name}: {problem}" for problem in check(page.resolve(), shots)]
    for problem in problems:
        print(problem)
    print(f"browser: {len(arguments.pages)} pages, {len(VIEWS)} views each, {len(problems)} problems")
    return 1 if problems else 0


def check(report: pathlib.Path, shots: pathlib.Path | None) -> list[str]:
    problems = []
    if report.stat().st_size >= 1_000_000:
        problems.append(f"the page has {report.stat().st_size} bytes, a million or more")
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
                # Claims are words; all other pages have charts.
                has_charts = driver.execute_script("return document.querySelectorAll('svg').length")
                if not has_charts and report.stem != "claims":
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
    return problems


if __name__ == "__main__":
    sys.exit(main())
