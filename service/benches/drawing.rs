//! Drawing on the server, on one core: our SVG beside ECharts' own server-side rendering, our PNG beside Chart.js on
//! node-canvas, of the same figures in the same run.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use baocao::publish::{chart_json, png};

use crate::report::{Report, Target, heading};
use crate::{charts, median, peers, rate, sample, size};

const ROUNDS: usize = 5;

pub fn print(report: &mut Report) {
    heading("Drawing on the server (30 bars × 2 series, 640×400, one core)");
    let folder = match peers::ready() {
        Ok(folder) => folder,
        Err(why) => return println!("  not measured: {why}"),
    };
    let chart = charts::bars();
    let data = sample::folder("bench-drawing");
    std::fs::write(data.join("bars.json"), chart_json::document(&chart).bytes).expect("a written file");
    let mut node = Node::start(&folder, &data);

    let drawing = || charts::svg(&chart, charts::LARGE, true);
    let (ours, theirs) = node.turns("svg", || drawing().into_bytes());
    std::fs::write(data.join("ours.svg"), &ours.bytes).expect("a written file");
    report.target(
        "SVG drawn a second, ours / ECharts in Node",
        ours.rate / theirs.rate,
        Target::AtLeast(100.0),
    );
    let bytes = size::brotli(&ours.bytes) as f64 / size::brotli(&theirs.bytes) as f64;
    report.target("its bytes as brotli, ours / ECharts", bytes, Target::AtMost(1.0));

    let size = png::Size::Plain { width: charts::LARGE.0, scale: 1 };
    let (ours, theirs) = node.turns("png", || png::picture(&drawing(), size).expect("a picture").bytes);
    std::fs::write(data.join("ours.png"), &ours.bytes).expect("a written file");
    report.target(
        "PNG drawn a second, ours / Chart.js on node-canvas",
        ours.rate / theirs.rate,
        Target::AtLeast(4.0),
    );
    let bytes = ours.bytes.len() as f64 / theirs.bytes.len() as f64;
    report.target("its bytes, ours / Chart.js on node-canvas", bytes, Target::AtMost(0.5));
}

struct Drawn {
    /// Pictures a second.
    rate: f64,
    bytes: Vec<u8>,
}

/// Node with the peers, which draws when it is told.
struct Node {
    child: Child,
    tasks: ChildStdin,
    answers: BufReader<ChildStdout>,
    data: std::path::PathBuf,
}

impl Node {
    fn start(folder: &Path, data: &Path) -> Self {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../widget/fonts");
        let mut child = Command::new("node")
            .arg(folder.join("server.mjs"))
            .args([data, &fonts])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let tasks = child.stdin.take().expect("a pipe");
        let answers = BufReader::new(child.stdout.take().expect("a pipe"));
        Self { child, tasks, answers, data: data.to_owned() }
    }

    /// We and they in turns, so that the machine's noise hits both: the medians.
    fn turns(&mut self, task: &str, mut draw: impl FnMut() -> Vec<u8>) -> (Drawn, Drawn) {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        let bytes = draw();
        for _ in 0..ROUNDS {
            ours.push(rate(|| drop(draw())));
            theirs.push(self.rate(task));
        }
        let drawn = std::fs::read(self.data.join(format!("peer.{task}"))).expect("what the peer drew");
        (Drawn { rate: median(ours), bytes }, Drawn { rate: median(theirs), bytes: drawn })
    }

    fn rate(&mut self, task: &str) -> f64 {
        writeln!(self.tasks, "{task}").expect("node listens");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("node answers");
        answer.trim().parse().expect("a rate")
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
