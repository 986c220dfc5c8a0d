"""The judge: a language model that confirms, dismisses and adds findings, and is never believed unseen.

Reading order: `model` (the flow) → `windows` → `questions` → `answers` → `evidence` → `agreement`.
"""
