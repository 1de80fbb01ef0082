"""What training and use of the mention tagger share: windows, features, the net, and the reading of its output."""
